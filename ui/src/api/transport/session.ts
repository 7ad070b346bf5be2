const COOKIE = "hy_csrf";

/** Proves that a request comes from this page: a strange page can send our cookies, but cannot read them. */
export function csrf(cookies = document.cookie): { "x-hongyan-csrf": string } {
  const found = cookies.split("; ").find((cookie) => cookie.startsWith(`${COOKIE}=`));
  return { "x-hongyan-csrf": found === undefined ? "" : decodeURIComponent(found.slice(COOKIE.length + 1)) };
}
