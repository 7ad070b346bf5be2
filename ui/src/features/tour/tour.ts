import { stored } from "../../api/stored";
import { TOUR_STEPS, type TourStep } from "./steps";

const progress = stored<"off" | "running" | "paused" | "done">("hongyan.tour", ["off", "running", "paused", "done"]);
const IDS = TOUR_STEPS.map((step) => step.id) as [TourStep["id"], ...TourStep["id"][]]; // there are eight
const place = stored<TourStep["id"]>("hongyan.tour.step", IDS);

/** How far the tour is; kept, so that it goes on after a restart. */
export interface Tour {
  progress: "off" | "running" | "paused" | "done";
  at: number;
  start: () => void;
  resume: () => void;
  pause: () => void;
  end: () => void;
  go: (at: number) => void;
}

export function useTour(): Tour {
  const at = IDS.indexOf(place.use());
  return { progress: progress.use(), at: Math.max(0, at), ...tour };
}

/** The tour for who only starts or ends it. */
export const tour = {
  start: () => {
    tour.go(0);
    progress.set("running");
  },
  resume: () => progress.set("running"),
  pause: () => progress.set("paused"),
  end: () => progress.set("off"),
  /** Past the last step it is done. */
  go: (at: number) => {
    const id = IDS[at];
    if (id === undefined) progress.set("done");
    else place.set(id);
  },
};
