/**
 * One thing that doctor has looked at.
 * - breaks: a rollout will fail, or do something nobody wants
 * - warns: it may wait, or matters later
 * - skipped: nobody looked, and `message` says why
 */
export interface DoctorFinding {
  subject: string;
  status: "ok" | "breaks" | "warns" | "skipped";
  message: string;
  remedy?: string;
}

export const ok = (subject: string, message: string): DoctorFinding => ({ subject, status: "ok", message });
export const breaks = (subject: string, message: string, remedy: string): DoctorFinding => ({
  ...{ subject, status: "breaks", message, remedy },
});
export const warns = (subject: string, message: string, remedy: string): DoctorFinding => ({
  ...{ subject, status: "warns", message, remedy },
});
/** What was seen, or why nothing was: doctor goes on where credentials may not look, or nobody answers. */
export async function lookOrWarn(
  subject: string,
  look: () => Promise<DoctorFinding[]>,
  remedy: string,
): Promise<DoctorFinding[]> {
  try {
    return await look();
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { message?: string } };
    const reason = cause?.message === undefined ? message : `${message}: ${cause.message}`;
    return [warns(subject, `cannot be looked at (${name}: ${reason})`, remedy)];
  }
}

export const skipped = (subject: string, message: string): DoctorFinding => ({
  ...{ subject, status: "skipped", message },
});
