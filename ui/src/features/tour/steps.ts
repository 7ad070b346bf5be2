import type { TourAnchor } from "./anchors";

export interface TourStep {
  id: "source" | "mapping" | "text" | "check" | "confirm" | "funnel" | "wall" | "report";
  anchor: TourAnchor;
  /** Where the anchor is, when it is not on this screen. */
  address: string;
}

/** The main job, from a list to its report. */
export const TOUR_STEPS: readonly TourStep[] = [
  { id: "source", anchor: "send-source", address: "/send" },
  { id: "mapping", anchor: "send-mapping", address: "/send" },
  { id: "text", anchor: "send-text", address: "/send" },
  { id: "check", anchor: "send-check", address: "/send" },
  { id: "confirm", anchor: "send-confirm", address: "/send" },
  { id: "funnel", anchor: "task-funnel", address: "/tasks" },
  { id: "wall", anchor: "handset-wall", address: "/practice" },
  { id: "report", anchor: "report-button", address: "/tasks" },
];

/**
 * Where the tour stands after controls came into sight: at the furthest of their steps, if that is ahead. Who does the
 * job without reading is followed; who goes back to look is not pushed forward, since nothing new came.
 */
export function stepAfter(at: number, appeared: ReadonlySet<TourAnchor>): number {
  for (let ahead = TOUR_STEPS.length - 1; ahead > at; ahead -= 1) {
    const step = TOUR_STEPS[ahead];
    // A task's screen has its report button from the start: the wall of handsets comes first.
    if (step === undefined || (step.id === "report" && at < ahead - 1)) continue;
    if (appeared.has(step.anchor)) return ahead;
  }
  return at;
}
