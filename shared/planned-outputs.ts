/** Names the file in which a preview finds what its upstreams would publish. Only a preview may use it. */
export const plannedOutputsVariable = "ROLLOUT_PLANNED_OUTPUTS";

/**
 * What the upstreams of a previewed stack would publish, by full stack name.
 * A leaf that is not known yet is the engine's own mark for unknown values.
 */
export type PlannedOutputs = Record<
  string,
  {
    /** Undefined when the upstream was neither deployed nor previewed: every output is unknown. */
    outputs?: Record<string, unknown>;
    /** The names of outputs that are secret. */
    secrets: string[];
  }
>;
