/** What `rollout graph --format` takes; beside the command so that parsing does not load it. */
export const graphFormats = ["text", "mermaid", "dot", "svg", "html"] as const;
export type GraphFormat = (typeof graphFormats)[number];
