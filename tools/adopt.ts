import { z } from "zod";

const pendingOperation = z.looseObject({
  type: z.string(),
  resource: z.looseObject({ urn: z.string() }),
});
const exportedStack = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.unknown()).nullish(),
    pending_operations: z.array(pendingOperation).nullish(),
  }),
});

/**
 * A stack's state with creations of which nobody knew the end as done: the resource as the update was about to make it,
 * with the id that AWS gave it. A refresh afterwards looks up the rest. `pulumi refresh --import-pending-creates` of
 * 3.259 only marks such operations and loses them.
 *
 * @param exported what `pulumi stack export` prints
 * @param ids physical ids by URN
 */
export function adoptPending(exported: unknown, ids: ReadonlyMap<string, string>): unknown {
  const stack = exportedStack.parse(exported);
  const { resources, pending_operations: pending } = stack.deployment;
  const isAdopted = ({ type, resource }: z.infer<typeof pendingOperation>): boolean =>
    type === "creating" && ids.has(resource.urn);
  const adopted = (pending ?? []).filter(isAdopted);
  return {
    ...stack,
    deployment: {
      ...stack.deployment,
      // Whatever it needs was made before it, and nothing that needs it exists yet.
      resources: [
        ...(resources ?? []),
        ...adopted.map(({ resource }) => ({ ...resource, id: ids.get(resource.urn) })),
      ],
      pending_operations: (pending ?? []).filter((operation) => !isAdopted(operation)),
    },
  };
}
