import { bundleFunction, type FunctionBundle } from "../../shared/functions-bundle.ts";
import { functionNames, type FunctionName } from "./state-machine.ts";

/** The functions that open documents; they carry PDFium. */
export const renderingFunctions: readonly FunctionName[] = ["validate", "flatten", "mask"];

const pdfium = new URL(import.meta.resolve("@embedpdf/pdfium/pdfium.wasm"));

/** Bundles the pipeline's functions; quick where their source has not changed. */
export function bundlePipelineFunctions(): Record<FunctionName, FunctionBundle> {
  return Object.fromEntries(
    functionNames.map((name) => [
      name,
      bundleFunction(
        new URL(`./functions/${name}.ts`, import.meta.url),
        renderingFunctions.includes(name) ? [pdfium] : [],
      ),
    ]),
  ) as Record<FunctionName, FunctionBundle>;
}
