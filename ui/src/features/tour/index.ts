export { TOUR_ANCHORS, type TourAnchor } from "./anchors";
export { TourGuide } from "./TourGuide";
export { type Tour, tour, useTour } from "./tour";
