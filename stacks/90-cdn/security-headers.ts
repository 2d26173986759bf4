import type * as aws from "@pulumi/aws";
import type { CdnConfig } from "./config.ts";

type HeaderSettings = Pick<CdnConfig["cdn"], "hsts" | "contentSecurityPolicy" | "frameOptions">;

/**
 * Headers that CloudFront adds to every answer.
 *
 * @param owner site: ours, so they replace what the bucket says; service: an app may set its own, and its pages are its
 *   own business, so only those that fit any answer
 */
export function renderSecurityHeaders(
  { hsts, contentSecurityPolicy, frameOptions }: HeaderSettings,
  owner: "site" | "service",
): aws.types.input.cloudfront.ResponseHeadersPolicySecurityHeadersConfig {
  const override = owner === "site";
  return {
    strictTransportSecurity: {
      accessControlMaxAgeSec: hsts.maxAgeSeconds,
      includeSubdomains: hsts.includeSubdomains,
      preload: hsts.preload,
      override,
    },
    contentTypeOptions: { override },
    referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override },
    ...(owner === "site" && {
      frameOptions: { frameOption: frameOptions, override },
      ...(contentSecurityPolicy !== undefined && {
        contentSecurityPolicy: { contentSecurityPolicy, override },
      }),
    }),
  };
}

/** The site's headers by name, for Amplify. */
export function listSecurityHeaders({
  hsts,
  contentSecurityPolicy,
  frameOptions,
}: HeaderSettings): { key: string; value: string }[] {
  const transport = [
    `max-age=${hsts.maxAgeSeconds}`,
    ...(hsts.includeSubdomains ? ["includeSubDomains"] : []),
    ...(hsts.preload ? ["preload"] : []),
  ];
  return [
    { key: "Strict-Transport-Security", value: transport.join("; ") },
    { key: "X-Content-Type-Options", value: "nosniff" },
    { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
    { key: "X-Frame-Options", value: frameOptions },
    ...(contentSecurityPolicy === undefined
      ? []
      : [{ key: "Content-Security-Policy", value: contentSecurityPolicy }]),
  ];
}
