-- The tree-sitter grammar and its queries, and the configuration of the server, in Neovim 0.11 itself.

local function expect(what, expected, actual)
  if not vim.deep_equal(expected, actual) then
    error(('%s: expected %s, but it is %s'):format(what, vim.inspect(expected), vim.inspect(actual)), 2)
  end
end

vim.opt.runtimepath:prepend(assert(os.getenv('ROADLOG_RUNTIME')))
vim.opt.runtimepath:prepend(vim.fn.getcwd() .. '/editors/nvim')

assert(vim.treesitter.language.add('roadlog'))
for _, name in ipairs({ 'highlights', 'folds', 'injections', 'locals', 'indents', 'textobjects' }) do
  assert(vim.treesitter.query.get('roadlog', name), name)
end

vim.api.nvim_buf_set_lines(0, 0, -1, true, {
  'story PAY-12 Pay with @li',
  '  status: done',
  '  [x] Paid ^paid',
  'milestone PAY-7 Ours',
})
vim.treesitter.start(0, 'roadlog')
vim.treesitter.get_parser(0, 'roadlog'):parse(true)

-- The last of the captures at a place is the one that is seen; those with `_` are for the query's own use.
local function capture(line, column)
  local seen
  for _, found in ipairs(vim.treesitter.get_captures_at_pos(0, line, column)) do
    seen = found.capture:sub(1, 1) == '_' and seen or found.capture
  end
  return seen
end
expect('a built-in kind', 'keyword', capture(0, 0))
expect('an id', 'label', capture(0, 6))
expect('a handle', 'variable.parameter', capture(0, 23))
expect('a key', 'property', capture(1, 2))
expect('a status', 'constant.builtin', capture(1, 10))
expect('a met criterion', 'markup.list.checked', capture(2, 2))
expect('a label', 'label', capture(2, 11))
expect('a kind of a team\'s own', 'type', capture(3, 0))

local config = assert(vim.lsp.config.roadlog, 'lsp/roadlog.lua is found')
expect('the command', { 'roadlog', 'lsp' }, config.cmd)
expect('the file types', { 'roadlog' }, config.filetypes)
assert(loadfile('editors/nvim/roadlog-0.7.lua'))
print('all as expected')
