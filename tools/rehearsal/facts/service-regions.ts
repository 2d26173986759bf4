// Services with an endpoint in some regions only; a service that is not listed is taken to be everywhere.
const regions: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/general/latest/gr/apprunner.html
  apprunner: [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "ap-northeast-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "eu-central-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
  ],
  // https://docs.aws.amazon.com/general/latest/gr/comprehend.html
  comprehend: [
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-west-1",
    "eu-west-2",
  ],
};

export function isOffered(service: string, region: string): boolean {
  return regions[service]?.includes(region) ?? true;
}
