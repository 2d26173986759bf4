import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/**
 * What only one file may use, so that there is one place to look at and one to change.
 * Code that a layer ships (functions/) runs elsewhere and plays by other rules.
 */
const HOMES = [
  {
    home: "shared/stack-reference.ts",
    selectors: [
      "MemberExpression[property.name='StackReference']",
      "TSQualifiedName[right.name='StackReference']",
      "ImportSpecifier[imported.name='StackReference']",
    ],
    message: "only shared/stack-reference.ts uses StackReference; read another layer with read(contract)",
  },
  {
    home: "shared/layer-config.ts",
    selectors: [
      "MemberExpression[object.name='pulumi'][property.name='Config']",
      "TSQualifiedName[left.name='pulumi'][right.name='Config']",
      "ImportDeclaration[source.value=/^@pulumi.pulumi/] > ImportSpecifier[imported.name='Config']",
      "Identifier[name='allConfig']",
    ],
    message: "only shared/layer-config.ts reads Pulumi config; declare the key in the layer's config.ts",
  },
  {
    home: "tools/process.ts",
    selectors: [
      "ImportDeclaration[source.value=/^(execa|(node:)?child_process)$/]",
      "ImportExpression[source.value=/^(execa|(node:)?child_process)$/]",
    ],
    message: "only tools/process.ts starts processes; use its runProcess or startProcess",
  },
  {
    home: "tools/output.ts",
    selectors: [
      "MemberExpression[object.name='console']",
      "MemberExpression[object.object.name='process'][object.property.name=/^std(out|err)$/][property.name='write']",
    ],
    message: "only tools/output.ts prints; a tool emits an event, a layer uses pulumi.log",
  },
  {
    home: "shared/environment.ts",
    selectors: [
      "MemberExpression[object.name='process'][property.name='env']",
      "ImportDeclaration[source.value=/^(node:)?process$/]",
    ],
    message: "only shared/environment.ts reads the process environment; use its functions",
  },
];

const refuse = (homes) =>
  homes.flatMap(({ selectors, message }) => selectors.map((selector) => ({ selector, message })));

export default defineConfig(
  globalIgnores(["node_modules/", "dist/", ".rollout/"]),
  tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: ["**/*.ts"],
    ignores: ["stacks/*/functions/**"],
    rules: { "no-restricted-syntax": ["error", ...refuse(HOMES)] },
  },
  {
    files: ["test/**"],
    rules: {
      // What a resource was given is looked into at any depth.
      "@typescript-eslint/no-explicit-any": "off",
    },
  },
  HOMES.map(({ home }) => ({
    // Tests put the environment of what they test through its twin.
    files: [home, `test/support/${home.split("/").at(-1)}`],
    rules: { "no-restricted-syntax": ["error", ...refuse(HOMES.filter((other) => other.home !== home))] },
  })),
);
