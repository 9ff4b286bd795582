" Vim filetype plugin
" Language:    roadlog (*.roadmap, *.backlog)

if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

setlocal comments=b:# commentstring=#\ %s
setlocal expandtab shiftwidth=2 softtabstop=2
" Words of names: PAY-12, @maria.
setlocal iskeyword+=-,@-@
" An item is folded at its header, a section at its title.
setlocal foldmethod=expr foldexpr=RoadlogFold(v:lnum) foldlevel=99
" :make lists the findings of the workspace.
setlocal makeprg=roadlog\ check\ --format\ short
setlocal errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tnfo:\ %m

let b:undo_ftplugin = 'setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< iskeyword<'
      \ . ' foldmethod< foldexpr< foldlevel< makeprg< errorformat<'

if exists('*RoadlogFold')
  finish
endif
function RoadlogFold(number) abort
  let line = getline(a:number)
  if line =~# '^==\%(\s\|$\)'
    return '>1'
  elseif line =~# '^\a[[:alnum:]-]*\s'
    return '>2'
  endif
  return line =~# '^\s*$' ? '-1' : '='
endfunction
