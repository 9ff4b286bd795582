# The file of editors/kakoune in Kakoune itself. Writes to $ROADLOG_RESULT.
try %{
    source editors/kakoune/roadlog.kak
    source editors/kakoune/lsp.kak
    edit -scratch plan.backlog
    set-option buffer filetype roadlog
    evaluate-commands %sh{
        [ "$kak_opt_filetype $kak_opt_comment_line $kak_opt_indentwidth" = 'roadlog # 2' ] || echo "fail 'the options are $kak_opt_filetype $kak_opt_comment_line $kak_opt_indentwidth'"
    }
    execute-keys -with-hooks 'istory PAY-12 Pay<ret>status: ready<esc>'
    execute-keys '%'
    evaluate-commands %sh{
        [ "$kak_selection" = 'story PAY-12 Pay
  status: ready
' ] || echo "fail 'the body is not indented: $kak_selection'"
    }
    nop %sh{ echo 'all as expected' >"$ROADLOG_RESULT" }
} catch %{
    nop %sh{ printf '%s\n' "$kak_error" >"$ROADLOG_RESULT" }
}
quit!
