import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createMemoryHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { type RenderResult, configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { RouterProvider as AriaRouter } from "react-aria-components";
import "../i18n";
import { makeQueryClient } from "../api/query";
import { parseSearch, stringifySearch } from "../api/url";

// A loaded machine is slow, not wrong; what never comes still fails.
configure({ asyncUtilTimeout: 5_000 });

/** Draws a part of the program with router, query cache and words around it; `address()` tells where it went. */
export async function renderAt(
  part: ReactNode,
  { address = "/", path = "/" }: { address?: string; /** The route's pattern, such as `/tasks/$task`. */ path?: string } = {},
): Promise<RenderResult & { address: () => string; client: ReturnType<typeof makeQueryClient> }> {
  const client = makeQueryClient();
  const root = createRootRoute({ notFoundComponent: () => null });
  const here = createRoute({ getParentRoute: () => root, path, component: () => part });
  const router = createRouter({ routeTree: root.addChildren([here]), history: createMemoryHistory({ initialEntries: [address] }), parseSearch, stringifySearch });
  await router.load();
  const result = render(
    <QueryClientProvider client={client}>
      <AriaRouter navigate={(to) => router.history.push(to)}>
        <RouterProvider router={router as never} />
      </AriaRouter>
    </QueryClientProvider>,
  );
  return { ...result, address: () => router.history.location.href, client };
}
