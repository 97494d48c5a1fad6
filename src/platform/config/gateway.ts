/** An HTTP service that sends SMS or makes calls. `token` goes along as Bearer; `url` holds no secret. */
export type Gateway = { readonly url: string; readonly token: string | undefined };

/** A gateway from its address, whose token may stand before the host; undefined without an address. A token given apart wins. */
export function gatewayOf(address: string | undefined, token: string | undefined): Gateway | undefined {
  if (address === undefined) return undefined;
  const url = new URL(address);
  const inAddress = decodeURIComponent(url.password || url.username);
  url.username = '';
  url.password = '';
  return { url: url.href, token: token ?? (inAddress || undefined) };
}
