import { cdn } from "../../shared/contracts/cdn.ts";
import { defineGate, NotReachable, type GateInput, type World } from "../../shared/gate.ts";
import { cdnConfig, type CdnConfig } from "./config.ts";

type Input = GateInput<typeof cdn, CdnConfig>;

/** Longest that CloudFront takes to bring a change to every edge. */
const edgeSeconds = 900;

const notYet = ({ outputs }: Input): string | undefined =>
  outputs.webUrl === undefined ? "the service behind it has no image yet, so there is no address" : undefined;

export default defineGate({
  contract: cdn,
  config: cdnConfig,
  checks: [
    {
      id: "distribution-is-deployed",
      title: "CloudFront has brought the distribution to every edge",
      reach: "aws",
      skip: ({ outputs }) => (outputs.distributionId === undefined ? "there is no distribution" : undefined),
      expected: "status Deployed and Enabled true",
      remedy: "wait for it: aws cloudfront wait distribution-deployed --id <distributionId>",
      timeoutSeconds: edgeSeconds,
      async look({ outputs: { distributionId } }, world) {
        const { CloudFrontClient, GetDistributionCommand } = await import("@aws-sdk/client-cloudfront");
        // CloudFront has one endpoint, in us-east-1.
        const { Distribution } = await new CloudFrontClient(world.aws("us-east-1")).send(
          new GetDistributionCommand({ Id: distributionId }),
          { abortSignal: world.signal },
        );
        return [
          ...(Distribution?.Status === "Deployed" ? [] : [`status ${Distribution?.Status}`]),
          ...(Distribution?.DistributionConfig?.Enabled === true ? [] : ["Enabled false"]),
        ];
      },
    },
    {
      id: "site-is-https-only",
      title: "the site is HTTPS only, and browsers are told so",
      reach: "internet",
      skip: notYet,
      expected: "a redirect from http:// to https://, and Strict-Transport-Security",
      remedy: "look at cdn.hsts, and whether the host's DNS leads to this distribution",
      timeoutSeconds: edgeSeconds,
      async look({ outputs: { webUrl = "" }, config }, world) {
        const options = { signal: world.signal };
        const plain = await world.fetch(`${webUrl.replace(/^https:/, "http:")}/`, options);
        const secure = await world.fetch(`${webUrl}/`, options);
        const to = plain.headers.get("location") ?? "";
        const transport = secure.headers.get("strict-transport-security") ?? "none";
        return [
          ...([301, 302, 307, 308].includes(plain.status) && to.startsWith("https://")
            ? []
            : [`status ${plain.status} over HTTP`]),
          ...(transport.includes(`max-age=${config.cdn.hsts.maxAgeSeconds}`)
            ? []
            : [`Strict-Transport-Security ${transport}`]),
        ];
      },
    },
    {
      id: "pages-open-from-anywhere",
      title: "a link into the app opens the app",
      reach: "internet",
      skip: (input) =>
        notYet(input) ?? (input.config.cdn.spaFallback === "off" ? "the app has no such links" : undefined),
      expected: "status 200 with HTML",
      remedy: "look at cdn.spaFallback; index.html has to be at the top of the site's bucket",
      timeoutSeconds: 120,
      async look(input, world) {
        await refuseEmptySite(input, world);
        const url = `${input.outputs.webUrl}/gate/of/a-page`;
        const response = await world.fetch(url, { signal: world.signal });
        return response.status === 200 && isHtml(response)
          ? []
          : [`status ${response.status} with ${response.headers.get("content-type")}`];
      },
    },
    {
      id: "files-are-kept-at-the-edge",
      title: "the edge keeps the app's files",
      reach: "internet",
      skip: (input) =>
        notYet(input) ??
        (input.outputs.distributionId === undefined ? "there is no distribution" : undefined),
      // It costs time and money, and nothing is broken.
      warnsOnly: () => true,
      expected: "the second answer from CloudFront's cache (x-cache)",
      remedy: "look at the cache-control that the delivery gave the file, and at the cache policy in use",
      timeoutSeconds: 60,
      async look(input, world) {
        await refuseEmptySite(input, world);
        const { webUrl = "" } = input.outputs;
        const options = { signal: world.signal };
        const page = await world.fetch(`${webUrl}/`, options);
        const [, file] = /(?:src|href)="(\/[^"/][^"]*\.(?:js|css))"/.exec(await page.text()) ?? [];
        if (file === undefined)
          throw new NotReachable("the page at / loads no script or style of its own host");
        const url = new URL(file, webUrl).href;
        await (await world.fetch(url, options)).arrayBuffer();
        const second = await world.fetch(url, options);
        const cache = second.headers.get("x-cache") ?? "none";
        return /^(Refresh)?Hit from cloudfront$/i.test(cache) ? [] : [`x-cache "${cache}" for ${file}`];
      },
    },
    {
      id: "api-errors-stay-errors",
      title: "what the API does not know stays an error",
      reach: "internet",
      skip: (input) => notYet(input) ?? (input.config.cdn.apiRoute ? undefined : "the API is not behind it"),
      expected: "another answer than the app's page",
      remedy: "set cdn.spaFallback to function: error responses answer for the API as well",
      timeoutSeconds: 60,
      async look({ outputs: { webUrl }, config }, world) {
        const path = (config.cdn.apiPaths[0] ?? "/api/*").replaceAll("*", "gate-knows-no-such-path");
        const response = await world.fetch(`${webUrl}${path}`, { signal: world.signal });
        return response.status === 200 && isHtml(response) ? [`the page from ${path}`] : [];
      },
    },
    {
      id: "bucket-is-closed",
      title: "nobody reaches the site's files around CloudFront",
      reach: "internet",
      skip: ({ outputs }) => (outputs.siteBucketName === undefined ? "there is no site bucket" : undefined),
      expected: "status 403 from the bucket itself",
      remedy: "bring 90-cdn up again with --refresh; somebody has opened the bucket",
      timeoutSeconds: 60,
      async look({ outputs: { siteBucketName }, config }, world) {
        const url = `https://${siteBucketName}.s3.${config.region}.amazonaws.com/index.html`;
        const { status } = await world.fetch(url, { signal: world.signal });
        return status === 403 ? [] : [`status ${status} from ${url}`];
      },
    },
    {
      id: "attacks-are-refused",
      title: "the web ACL refuses an injection and lets an ordinary request through",
      reach: "internet",
      skip: (input) =>
        notYet(input) ??
        (input.config.cdn.waf.enabled && input.config.cdn.waf.mode === "block"
          ? undefined
          : "there is no web ACL that blocks (cdn.waf)"),
      expected: "status 403 to the injection only",
      remedy: "look at cdn.waf and its log; a rule in countedRules only counts",
      timeoutSeconds: 120,
      async look({ outputs: { webUrl = "" } }, world) {
        const query = `?id=${encodeURIComponent("1' or '1'='1")}`;
        const attack = await world.fetch(`${webUrl}/${query}`, { signal: world.signal });
        const usual = await world.fetch(`${webUrl}/?id=1`, { signal: world.signal });
        return [
          ...(attack.status === 403 ? [] : [`status ${attack.status} to the injection`]),
          ...(usual.status === 403 ? ["status 403 to an ordinary request"] : []),
        ];
      },
    },
  ],
  confirmations: [
    {
      id: "web-records",
      what: "the records of the web app's names exist where the DNS is kept",
      how: "the output dnsRecords",
      applies: ({ domain: { dns, web }, cdn: { aliases } }) =>
        dns === "manual" && (web !== undefined || aliases.length > 0),
    },
  ],
});

/** Without ListBucket, S3 answers 403 for a file that is not there: an empty site looks like a closed one. */
async function refuseEmptySite({ outputs, config }: Input, world: World): Promise<void> {
  if (outputs.siteBucketName === undefined) return;
  const { S3Client, HeadObjectCommand } = await import("@aws-sdk/client-s3");
  const index = new HeadObjectCommand({ Bucket: outputs.siteBucketName, Key: "index.html" });
  try {
    await new S3Client(world.aws(config.region)).send(index, { abortSignal: world.signal });
  } catch (error) {
    if ((error as Error).name !== "NotFound") throw error;
    throw new NotReachable("no web app is uploaded yet; run the gate again after the first delivery");
  }
}

function isHtml({ headers }: Response): boolean {
  return headers.get("content-type")?.includes("text/html") === true;
}
