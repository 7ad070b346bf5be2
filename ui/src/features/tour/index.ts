export { TourGuide } from "./TourGuide";
export { type Tour, tour, useTour } from "./tour";
