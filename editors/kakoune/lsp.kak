# kak-lsp 18 and later: put this into your kakrc, below the line that starts kak-lsp.
hook -group lsp-filetype-roadlog global BufSetOption filetype=roadlog %{
    set-option buffer lsp_servers %{
        [roadlog]
        root_globs = ["roadlog.toml", ".git"]
        command = "roadlog"
        args = ["lsp"]
    }
    # Values are offered once there is a space behind the colon, and not only from their first letter on.
    set-option buffer lsp_completion_trigger %{execute-keys '<a-h><a-k>\S\h?.\z<ret>'}
}
