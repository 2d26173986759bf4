/**
 * A fault the person at the keyboard can put right: printed as message and remedy, without a stack.
 * Anything else that is thrown is a bug of ours and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  /** What to do about it, one imperative sentence or a short list of lines. */
  readonly remedy: string | undefined;
  /** 2 for wrong usage (nothing was started), 1 for work that could not be done. */
  readonly exitCode: number;

  constructor(message: string, options: { remedy?: string; exitCode?: number; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.remedy = options.remedy;
    this.exitCode = options.exitCode ?? 2;
  }
}
