/** What a product consists of, by a plan or as it was made. */
export interface Planned {
  /** Resources of AWS with their inputs; components have none of their own. */
  resources: PlannedResource[];
  /** What each layer publishes. */
  outputs: Record<string, Readonly<Record<string, unknown>>>;
}

export interface PlannedResource {
  layer: string;
  /** The provider's token, such as "aws:ec2/vpc:Vpc". */
  type: string;
  name: string;
  inputs: Readonly<Record<string, unknown>>;
}

/** "ec2.Vpc" for "aws:ec2/vpc:Vpc". */
export function shortType(token: string): string {
  return token.replace(/^aws:(\w+)\/\w+:/, "$1.");
}

/** "30-ecs lb.Listener public-http" for each resource, sorted: who and what, without how. */
export function identitiesOf({ resources }: Planned): string[] {
  return resources.map(({ layer, type, name }) => `${layer} ${shortType(type)} ${name}`).sort();
}
