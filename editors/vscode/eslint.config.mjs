import eslint from "@eslint/js";
import types from "typescript-eslint";

export default types.config(
  { ignores: ["dist/", "node_modules/"] },
  {
    files: ["**/*.ts"],
    extends: [eslint.configs.recommended, types.configs.strictTypeChecked, types.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: ["test"] }] },
  },
  { files: ["**/*.mjs"], extends: [eslint.configs.recommended], languageOptions: { globals: { process: "readonly", console: "readonly", Buffer: "readonly" } } },
);
