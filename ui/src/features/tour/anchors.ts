/**
 * Where the tour can stand: a control carries one of these as `data-tour="…"`.
 *
 * - `send-source`: where recipients are chosen
 * - `send-mapping`: which column is what
 * - `send-text`: where the text is written
 * - `send-check`: what the check-up found
 * - `send-confirm`: the button that sends
 * - `task-funnel`: how far a task is
 * - `handset-wall`: the virtual handsets
 * - `report-button`: exports a task's report
 */
export const TOUR_ANCHORS = ["send-source", "send-mapping", "send-text", "send-check", "send-confirm", "task-funnel", "handset-wall", "report-button"] as const;

export type TourAnchor = (typeof TOUR_ANCHORS)[number];
