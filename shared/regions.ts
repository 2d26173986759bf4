/** Every region of the partition "aws". */
const regions = (
  "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 " +
  "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 " +
  "ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 " +
  "eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2"
).split(" ");

/**
 * The regions in which a service that our layers use has no endpoint.
 * Source: botocore 1.44.5 (2026-11-17), botocore/data/endpoints.json, partition "aws". The services of our layers that
 * are not listed have an endpoint in every region. An endpoint says that the API is there, not that an account may use
 * it (App Runner is closed to new customers) nor that each of its models or features is.
 */
const withoutEndpoint = {
  amplify:
    "af-south-1 ap-east-2 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 " +
    "ca-west-1 eu-central-2 eu-south-2 il-central-1 me-central-1 mx-central-1",
  apprunner:
    "af-south-1 ap-east-1 ap-east-2 ap-northeast-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 " +
    "ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-2 eu-north-1 eu-south-1 " +
    "eu-south-2 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-west-1",
  bedrock: "ap-east-1",
  comprehend:
    "af-south-1 ap-east-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 " +
    "ap-southeast-6 ap-southeast-7 ca-west-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-3 il-central-1 " +
    "me-central-1 me-south-1 mx-central-1 sa-east-1 us-west-1",
  inspector2: "ap-southeast-6",
  ses: "ap-east-1",
  textract:
    "af-south-1 ap-east-1 ap-east-2 ap-northeast-3 ap-south-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 " +
    "ap-southeast-6 ap-southeast-7 ca-west-1 eu-north-1 eu-south-1 il-central-1 me-central-1 me-south-1 " +
    "mx-central-1 sa-east-1",
} as const;

/** Whether there is a region of this name in the partition "aws". */
export function isRegion(name: string): boolean {
  return regions.includes(name);
}

/** A service that some region does not have. */
export type RegionalService = keyof typeof withoutEndpoint;

/** Whether the service has an endpoint in the region; false for a region that this table does not know. */
export function isServiceAvailable(service: RegionalService, region: string): boolean {
  return regionsWith(service).includes(region);
}

/** The regions that have the service, in alphabetical order. */
export function regionsWith(service: RegionalService): string[] {
  const missing = withoutEndpoint[service].split(" ");
  return regions.filter((region) => !missing.includes(region));
}
