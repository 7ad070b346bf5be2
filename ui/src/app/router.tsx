import { createHashHistory, createRootRoute, createRoute, createRouter, Outlet, type RouterHistory } from "@tanstack/react-router";
import { lazy } from "react";
import { parseSearch, stringifySearch } from "../api/url";
import { Frame } from "./Frame";
import { loadPage, PLACES } from "./places";
import { BrokenPage, MissingPage } from "./trouble";
import { WelcomePage } from "./WelcomePage";

/** Addresses of the program. They stand behind a #, so that the engine's server has one page only. */
export function makeRouter(history: RouterHistory = createHashHistory()) {
  const root = createRootRoute({ component: Outlet });
  const frame = createRoute({ getParentRoute: () => root, id: "frame", component: Frame, notFoundComponent: MissingPage });
  const pages = PLACES.map((place) =>
    createRoute({
      getParentRoute: () => frame,
      path: place.path,
      component: lazy(async () => ({ default: await loadPage(place) })),
      errorComponent: BrokenPage,
    }),
  );
  const nowhere = createRoute({ getParentRoute: () => frame, path: "$", component: MissingPage });
  const welcome = createRoute({ getParentRoute: () => root, path: "/welcome", component: WelcomePage });
  return createRouter({ routeTree: root.addChildren([welcome, frame.addChildren([...pages, nowhere])]), history, parseSearch, stringifySearch });
}

export type AppRouter = ReturnType<typeof makeRouter>;
