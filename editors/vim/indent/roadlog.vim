" Vim indent file
" Language:    roadlog (*.roadmap, *.backlog)

if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal autoindent indentexpr=RoadlogIndent(v:lnum) indentkeys=o,O
let b:undo_indent = 'setlocal autoindent< indentexpr< indentkeys<'

if exists('*RoadlogIndent')
  finish
endif
" Below a header stands its body, two columns deep; elsewhere a line stands like the one above.
function RoadlogIndent(number) abort
  let above = prevnonblank(a:number - 1)
  if above == 0
    return 0
  endif
  let is_header = getline(above) =~# '\v^%([-*+]\s+)?\a[[:alnum:]-]*\s+\a[[:alnum:]]*-[[:alnum:].]+'
  return is_header ? shiftwidth() : indent(above)
endfunction
