/** What can be wrong with a document, as opposed to with the pipeline; the names that executions fail with. */
export const documentFaults = [
  "EmptyDocument",
  "UnsupportedType",
  "WrongExtension",
  "EncryptedDocument",
  "CorruptDocument",
  "TooLarge",
  "TooManyPages",
  "UnreadPages",
  "OriginalGone",
] as const;

export type DocumentFaultName = (typeof documentFaults)[number];

/** Ends an execution with a named failure. Its message goes into the history and the queues: never any document text. */
export class DocumentFault extends Error {
  constructor(name: DocumentFaultName, message: string) {
    super(message);
    this.name = name;
  }
}
