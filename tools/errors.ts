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

/** Whether the operating system refused something, such as to write a file. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";
}

/** What to do about it, for the usual reasons (https://man7.org/linux/man-pages/man3/errno.3.html). */
export function systemRemedy({ code }: NodeJS.ErrnoException): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "make room on the disk and run the same command again";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return "make it a place that you may write to and run the same command again";
  return "look at the file or folder and run the same command again";
}
