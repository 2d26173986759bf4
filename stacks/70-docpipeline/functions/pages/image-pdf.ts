/** One page of an image-only PDF. */
export interface PdfImage {
  width: number;
  height: number;
  widthPoints: number;
  heightPoints: number;
  filter: "FlateDecode" | "DCTDecode";
  channels: 1 | 3;
  bytes: Uint8Array;
}

/**
 * A PDF of pages that are one picture each (ISO 32000-1, 7.5). Written by hand so that everything in the file is seen
 * here: no document information, no names, forms, attachments or dates, and the same pages give the same bytes.
 */
export function buildImagePdf(pages: readonly PdfImage[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (part: string | Uint8Array) => {
    const bytes = typeof part === "string" ? Buffer.from(part, "latin1") : part;
    parts.push(bytes);
    length += bytes.length;
  };
  const object = (dictionary: string, stream?: Uint8Array) => {
    offsets.push(length);
    write(`${offsets.length} 0 obj\n${dictionary}\n`);
    if (stream !== undefined) {
      write("stream\n");
      write(stream);
      write("\nendstream\n");
    }
    write("endobj\n");
  };

  write("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n");
  object("<< /Type /Catalog /Pages 2 0 R >>");
  object(
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${3 + index * 3} 0 R`).join(" ")}] >>`,
  );
  pages.forEach((page, index) => {
    const number = 3 + index * 3;
    const [w, h] = [page.widthPoints.toFixed(3), page.heightPoints.toFixed(3)];
    const content = Buffer.from(`q ${w} 0 0 ${h} 0 0 cm /P Do Q`);
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents ${number + 1} 0 R ` +
        `/Resources << /XObject << /P ${number + 2} 0 R >> >> >>`,
    );
    object(`<< /Length ${content.length} >>`, content);
    object(
      `<< /Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} /BitsPerComponent 8 ` +
        `/ColorSpace /${page.channels === 1 ? "DeviceGray" : "DeviceRGB"} /Filter /${page.filter} /Length ${page.bytes.length} >>`,
      page.bytes,
    );
  });

  const start = length;
  write(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n`);
  for (const offset of offsets) write(`${String(offset).padStart(10, "0")} 00000 n \n`);
  write(`trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  return Buffer.concat(parts, length);
}
