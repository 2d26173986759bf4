/** What `rollout graph --format` takes; beside the command so that parsing does not load it. */
export const graphFormats = ["text", "mermaid", "dot"] as const;
export type GraphFormat = (typeof graphFormats)[number];
