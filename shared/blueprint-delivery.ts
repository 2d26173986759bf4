import type { CicdConfigInput } from "../stacks/99-cicd/config.ts";
import { isStrict, type Target } from "./blueprint.ts";

type Delivery = NonNullable<CicdConfigInput["cicd"]>;

/**
 * How GitHub Actions delivers a product: jobs of the environment change it, and pull requests only look.
 *
 * @param jobs who may deliver, where not the jobs of the GitHub environment that is named after this one
 */
export function deliveryOf(
  { environment, github, profile }: Target,
  jobs: { environments?: string[]; branches?: string[] } = { environments: [environment] },
): Delivery {
  return {
    backend: { github: [{ ...github, ...jobs }] },
    infraPreview: { github: [{ ...github, pullRequests: true, branches: ["main"] }] },
    drift: { github: [{ ...github, branches: ["main"] }] },
    // Approval hangs on the environment, also where a branch may deliver the application.
    infraUp: {
      github: [{ ...github, environments: [environment] }],
      maxSessionHours: isStrict(profile) ? 2 : 1,
    },
  };
}
