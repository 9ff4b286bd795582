" Which files are plans.
autocmd BufNewFile,BufRead *.roadmap,*.backlog setfiletype roadlog
