/** Something of AWS that bites a first deployment, and what finds it before that. At least one of the three is given. */
export interface Trap {
  /** The part of AWS that it belongs to, with a number: "30-ecs 4". Several claims may share one. */
  readonly id: string;
  readonly what: string;
  /** Rules of the stand-in AWS that refuse it. */
  readonly rules?: readonly string[];
  /** What else keeps it from happening: a file of this repository, and how. */
  readonly elsewhere?: { readonly file: string; readonly how: string };
  /** Why nothing short of a real deployment can tell. */
  readonly undecided?: string;
}
