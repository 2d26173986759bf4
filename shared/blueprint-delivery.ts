import type { CicdConfigInput } from "../stacks/99-cicd/config.ts";
import { isStrict, type Target } from "./blueprint.ts";

type Delivery = NonNullable<CicdConfigInput["cicd"]>;

/** How GitHub Actions delivers a product: jobs of the environment change it, and pull requests only look. */
export function deliveryOf(
  { environment, github, profile, state }: Target,
  options: {
    /** Who may deliver, where not the jobs of the GitHub environment that is named after this one. */
    jobs?: { environments?: string[]; branches?: string[] };
    /** The web app in 90-cdn's bucket, by the variables that it is built with. */
    web?: Record<string, string>;
  } = {},
): Delivery {
  const { jobs = { environments: [environment] }, web } = options;
  return {
    ...(state !== undefined && { state: { bucket: state.bucket, kmsKeyArns: [...state.kmsKeyArns] } }),
    backend: { github: [{ ...github, ...jobs }] },
    ...(web !== undefined && { frontend: { github: [{ ...github, ...jobs }], env: web } }),
    infraPreview: { github: [{ ...github, pullRequests: true, branches: ["main"] }] },
    drift: { github: [{ ...github, branches: ["main"] }] },
    // Approval hangs on the environment, also where a branch may deliver the application.
    infraUp: {
      github: [{ ...github, environments: [environment] }],
      maxSessionHours: isStrict(profile) ? 2 : 1,
    },
  };
}
