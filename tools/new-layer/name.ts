import { UserError } from "../errors.ts";

/** A new layer's name in the forms that its files need. */
export interface LayerName {
  /** The project: "65-search-index". */
  layer: string;
  /** Without its number, as the contract's file is called: "search-index". */
  file: string;
  /** As a variable: "searchIndex". */
  variable: string;
  /** As a type: "SearchIndex". */
  type: string;
}

/** Names that are something else in a program. */
const reserved = ["config", "contract", "layer", "settings", "default", "new", "class", "export", "import"];

/**
 * Settles a new layer's name.
 *
 * @param known the layers that there are
 * @throws UserError when it is not of the form, or taken
 */
export function settleName(name: string, known: readonly string[]): LayerName {
  const [, number = "", file = ""] = /^(\d{2})-([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/.exec(name) ?? [];
  if (file === "" || reserved.includes(file)) {
    throw new UserError(
      `"${name}" is no name for a layer, expected two digits, a hyphen and a noun in lower case, such as "65-search"`,
      { remedy: "name it so; its number says which layers it may read: the lower ones" },
    );
  }
  const taken = known.find((other) => other.startsWith(`${number}-`) || other.replace(/^\d+-/, "") === file);
  if (taken !== undefined) {
    const what = taken.startsWith(`${number}-`) ? `number ${number}` : `the name "${file}"`;
    throw new UserError(`${what} is taken by ${taken}, expected one of its own`, {
      remedy: `there are ${known.join(", ")}`,
    });
  }
  const variable = file.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
  return { layer: name, file, variable, type: `${variable[0]?.toUpperCase()}${variable.slice(1)}` };
}
