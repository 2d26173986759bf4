import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseDocument } from "yaml";
import { renderCodeowners } from "../codeowners.ts";
import { writeSnapshot } from "../contract-snapshot.ts";
import { UserError } from "../errors.ts";
import { discoverRepository, type Repository } from "../layers.ts";
import { layerFiles } from "../new-layer/layer-files.ts";
import { settleName } from "../new-layer/name.ts";
import { testFiles } from "../new-layer/test-files.ts";
import { print } from "../output.ts";

export interface NewLayerOptions {
  directory: string;
  description?: string;
}

/** What the written files import and stand beside. */
const needed = [
  "shared/stack-reference.ts",
  "shared/contracts",
  "stacks",
  "test/support/layer-under-mocks.ts",
];

/** `rollout new-layer`: writes a layer with its contract and tests, which pass as they are. */
export async function newLayer(wanted: string, options: NewLayerOptions): Promise<number> {
  const repository = await discoverRepository(options.directory);
  const { root } = repository;
  const name = settleName(
    wanted,
    repository.layers.map((layer) => layer.name),
  );
  const absent = needed.filter((path) => !existsSync(join(root, path)));
  if (absent.length > 0) {
    throw new UserError(
      `${root} has no ${absent.join(", ")}, expected the layout of this tool's own repository`,
      {
        remedy: "write the layer by hand (CONTRIBUTING.md); nothing was written",
      },
    );
  }
  const files = {
    ...layerFiles(name, options.description ?? `the ${name.file} of a product`),
    ...testFiles(name),
  };
  const there = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (there.length > 0) {
    throw new UserError(`these files exist already, expected none of them: ${there.join(", ")}`, {
      remedy: "move them away or choose another name; nothing was written",
    });
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), await formatted(join(root, path), text));
    print(`wrote ${path}`);
  }
  for (const path of await updateLists(await discoverRepository(root), name.layer)) print(`updated ${path}`);
  print(
    [
      "",
      "next",
      `  npm run test:unit -- ${name.layer}`,
      `  say in stacks/${name.layer}/README.md what it is for, and in settings.ts make it`,
      `  give it a configuration: in a blueprint of shared/blueprints, or as stacks/${name.layer}/Pulumi.<env>.yaml`,
      `  rollout up ${name.layer} --rehearse`,
    ].join("\n"),
  );
  return 0;
}

/** Where lines break depends on how long the name is. */
async function formatted(file: string, text: string): Promise<string> {
  const { format, resolveConfig } = await import("prettier");
  return format(text, { ...(await resolveConfig(file)), filepath: file });
}

/** Brings the files up to date that list all layers; gives their paths. */
async function updateLists(repository: Repository, layer: string): Promise<string[]> {
  const { root, layers } = repository;
  await writeSnapshot(repository);
  const updated = [join(repository.settings.contracts, "snapshot.json")];
  const change = async (path: string, edit: (text: string) => string | Promise<string>): Promise<void> => {
    if (!existsSync(join(root, path))) return;
    await writeFile(join(root, path), await edit(await readFile(join(root, path), "utf8")));
    updated.push(path);
  };
  await change(".github/CODEOWNERS", (text) =>
    renderCodeowners(layers, /^\* @([^/\s]+)\//m.exec(text)?.[1] ?? "example"),
  );
  await change(".github/workflows/layer.yml", (text) =>
    formatted(join(root, ".github/workflows/layer.yml"), offerLayer(text, layer)),
  );
  return updated;
}

/** Adds a layer to the choice of the workflow that runs one alone. */
function offerLayer(text: string, layer: string): string {
  const options = ["on", "workflow_dispatch", "inputs", "layer", "options"];
  const listed = parseDocument(text).toJS() as {
    on: { workflow_dispatch: { inputs: { layer: { options: string[] } } } };
  };
  const { options: before } = listed.on.workflow_dispatch.inputs.layer;
  const document = parseDocument(text);
  const list = document.getIn(options) as { flow?: boolean };
  const after = document.createNode([...before, layer].sort());
  after.flow = list.flow ?? false;
  document.setIn(options, after);
  return document.toString({ lineWidth: 110 });
}
