-- The roadlog language server for Neovim 0.11 and later. Copy it to `lsp/roadlog.lua` in a folder of 'runtimepath', such
-- as your configuration's, and switch it on with: vim.lsp.enable('roadlog')

---@type vim.lsp.Config
return {
  cmd = { 'roadlog', 'lsp' },
  filetypes = { 'roadlog' },
  root_markers = { 'roadlog.toml', '.git' },
}
