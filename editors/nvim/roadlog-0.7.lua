-- The roadlog language server for Neovim from 0.7 to 0.10. Copy it to `after/ftplugin/roadlog.lua` in your configuration.

local file = vim.api.nvim_buf_get_name(0)
local markers = { 'roadlog.toml', '.git' }

-- The nearest folder above the file that has one of the markers, else the file's own.
local function root()
  local folder = vim.fn.fnamemodify(file, ':p:h')
  for _, marker in ipairs(markers) do
    local found = vim.fn.findfile(marker, folder .. ';')
    if found == '' then
      found = vim.fn.finddir(marker, folder .. ';')
    end
    if found ~= '' then
      return vim.fn.fnamemodify(found, ':p:h' .. (vim.fn.isdirectory(found) == 1 and ':h' or ''))
    end
  end
  return folder
end

local config = {
  name = 'roadlog',
  cmd = { 'roadlog', 'lsp' },
  root_dir = root(),
  get_language_id = function() return 'roadlog' end,
}

if vim.lsp.start then
  vim.lsp.start(config)
else
  -- 0.7 starts a client by itself; one for each root is enough.
  _G.roadlog_clients = _G.roadlog_clients or {}
  local client = _G.roadlog_clients[config.root_dir]
  if not client or not vim.lsp.get_client_by_id(client) then
    client = vim.lsp.start_client(config)
    _G.roadlog_clients[config.root_dir] = client
  end
  if client then
    vim.lsp.buf_attach_client(0, client)
    -- Later versions set both by themselves.
    vim.bo.omnifunc = 'v:lua.vim.lsp.omnifunc'
    vim.bo.tagfunc = 'v:lua.vim.lsp.tagfunc'
  end
end
