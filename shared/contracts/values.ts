import { z } from "zod";

/** The id of an AWS resource with a fixed prefix, such as "vpc-0a1b2c3d4e5f67890". */
export const resourceId = (prefix: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`),
      `expected an id such as "${prefix}-0a1b2c3d4e5f67890"`,
    );

/** An ARN of one service (partition aws). */
export const arn = (service: string) =>
  z
    .string()
    .regex(new RegExp(`^arn:aws:${service}:[a-z0-9-]*:(\\d{12}|aws)?:.+$`), `expected an ARN of ${service}`);

export const port = z.int().min(1).max(65535);

export const hostname = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i,
    'expected a host name such as "db.example.com"',
  );

export const cidr = z.cidrv4('expected an IPv4 block such as "10.0.0.0/16"');
