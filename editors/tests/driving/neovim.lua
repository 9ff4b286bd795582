-- What a driven Neovim, 0.7 or later, is asked from outside. It only looks: what a user does comes in as keys.
drive = {}

-- The number of the action that is to be taken is typed into the list of them, which Neovim asks for without an end.
local select = vim.ui.select
vim.ui.select = function(items, options, chosen)
  drive.choices = vim.tbl_map(options.format_item or tostring, items)
  local number = 0
  for at, shown in ipairs(drive.choices) do
    number = shown:find(drive.wanted, 1, true) and at or number
  end
  vim.api.nvim_input(number .. '<CR>')
  return select(items, options, chosen)
end

local looks = {}

function looks.text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, true), '\n') .. '\n'
end

function looks.file() return vim.fn.expand('%:t') end

function looks.line() return vim.api.nvim_get_current_line() end

function looks.mode() return vim.api.nvim_get_mode().mode end

function looks.attached()
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = 0 }) or vim.lsp.buf_get_clients(0)
  for _, client in pairs(clients) do
    if client.name == 'roadlog' then return true end
  end
  return false
end

function looks.findings()
  return vim.tbl_map(function(one) return { one.lnum, one.message } end, vim.diagnostic.get(0))
end

function looks.completions()
  if vim.fn.pumvisible() == 0 then return {} end
  local info = vim.fn.complete_info({ 'items' })
  return vim.tbl_map(function(item) return item.abbr ~= '' and item.abbr or item.word end, info.items)
end

function looks.chosen() return vim.fn.complete_info({ 'selected' }).selected end

-- What floats above the text.
function looks.hover()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
    end
  end
  return ''
end

local function entries(list)
  return vim.tbl_map(function(item)
    return { vim.fn.fnamemodify(vim.fn.bufname(item.bufnr), ':t'), item.lnum - 1, item.text }
  end, list)
end

function looks.quickfix() return entries(vim.fn.getqflist()) end

function looks.locations() return entries(vim.fn.getloclist(0)) end

function looks.messages() return vim.api.nvim_exec('messages', true) end

function drive.look(name) return vim.fn.json_encode(looks[name]()) end
