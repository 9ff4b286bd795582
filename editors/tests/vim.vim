" The files of editors/vim in Vim or Neovim itself: filetype, colours, indentation, folds. Writes to $ROADLOG_RESULT.

set nocompatible
let &runtimepath = getcwd() . '/editors/vim,' . &runtimepath
syntax on
filetype plugin indent on

let s:failures = []

function s:Expect(what, expected, actual) abort
  if a:expected !=# a:actual
    call add(s:failures, a:what . ': expected ' . string(a:expected) . ', but it is ' . string(a:actual))
  endif
endfunction

" The syntax group of the first place with these words.
function s:Group(words) abort
  call cursor(1, 1)
  let [line, column] = searchpos('\V\C' . escape(a:words, '\'), 'cW')
  return line == 0 ? 'nowhere' : synIDattr(synID(line, column, 0), 'name')
endfunction

let s:file = tempname() . '.backlog'
call writefile([
      \ '# agreed',
      \ '== Now',
      \ 'story PAY-12 Pay with @li',
      \ '  As a buyer I see PAY-3',
      \ '  status: doing',
      \ '  for: PAY-1',
      \ '  blocked: the bank,',
      \ '    # called',
      \ '    and @sam',
      \ '  [x] Paid ^paid',
      \ '  [ ] Kept',
      \ '      in the cart',
      \ '  [-] Cash',
      \ '  ? Who',
      \ '  See https://shop.example/pay, and `code`.',
      \ '  > owner: nobody',
      \ 'Remember',
      \ 'Story Broken',
      \ ], s:file)
execute 'edit' s:file

call s:Expect('filetype', 'roadlog', &filetype)
call s:Expect('comments', '# %s', &commentstring)
for [s:words, s:group] in items({
      \ '# agreed': 'roadlogComment',
      \ '== Now': 'roadlogSection',
      \ 'story': 'roadlogKind',
      \ 'PAY-12': 'roadlogOwnId',
      \ 'Pay with': 'roadlogTitle',
      \ '@li': 'roadlogHandle',
      \ 'PAY-3': 'roadlogId',
      \ 'As a': 'roadlogProse',
      \ 'status': 'roadlogKey',
      \ 'doing': 'roadlogOpen',
      \ 'PAY-1 ': 'nowhere',
      \ '# called': 'roadlogComment',
      \ '@sam': 'roadlogHandle',
      \ '[x]': 'roadlogMetBox',
      \ '^paid': 'roadlogLabel',
      \ '[ ]': 'roadlogBox',
      \ 'in the cart': 'roadlogCriterion',
      \ '[-]': 'roadlogDroppedBox',
      \ '? Who': 'roadlogMark',
      \ 'https': 'roadlogUrl',
      \ '/pay': 'roadlogUrl',
      \ ', and': 'roadlogProse',
      \ 'code': 'roadlogCode',
      \ 'owner': 'roadlogQuote',
      \ 'Remember': 'roadlogStray',
      \ 'Story Broken': 'roadlogBroken',
      \ })
  " White space before a mark belongs to its group.
  call s:Expect(s:words, s:group, s:Group(s:words))
endfor

call s:Expect('fold of a section', '>1', RoadlogFold(2))
call s:Expect('fold of an item', '>2', RoadlogFold(3))
call cursor(3, 1)
execute "normal! ostatus: ready\<CR>points: 5"
call s:Expect('the line below a header', '  status: ready', getline(4))
call s:Expect('the line below that', '  points: 5', getline(5))

call writefile(empty(s:failures) ? ['all as expected'] : s:failures, $ROADLOG_RESULT)
qall!
