import { OutcomeUnknown, Unrecoverable } from "../../../src/errors.ts";

/** Teams gives up on an invoke after about ten seconds, and the upload is part of its answer. */
const UPLOAD_MS = 8_000;

/** Where a person's OneDrive is, in Microsoft's commercial and national clouds. */
const DRIVES =
  /(?:^|\.)(?:sharepoint\.(?:com|us|cn|de)|sharepoint-mil\.us|sharepoint-df\.com|onedrive\.com|1drv\.com)$/;

/** Whether a file may be sent to an address that a client named: it is OneDrive's, or loopback's where that is served. */
export function isDrive(url: string, loopback: boolean): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)) return loopback;
  return protocol === "https:" && DRIVES.test(hostname);
}

/**
 * Puts a whole file into an upload session of OneDrive, which needs no token. Throws an OutcomeUnknown where the drive refuses or does not answer.
 * https://learn.microsoft.com/en-us/onedrive/developer/rest-api/api/driveitem_createuploadsession
 */
export async function uploadTo(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length === 0) throw new Unrecoverable("an empty file cannot be uploaded");
  const response = await fetch(url, {
    method: "PUT",
    headers: {
      "content-type": "application/octet-stream",
      "content-range": `bytes 0-${bytes.length - 1}/${bytes.length}`,
    },
    body: new Blob([bytes]),
    redirect: "error",
    signal: AbortSignal.timeout(UPLOAD_MS),
  }).catch((error: unknown) => {
    throw new OutcomeUnknown("the upload to OneDrive broke off", { cause: error });
  });
  await response.arrayBuffer();
  if (!response.ok) throw new OutcomeUnknown(`OneDrive answered ${response.status} to an upload`);
}
