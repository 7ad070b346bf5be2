export { TOUR_ANCHORS, type TourAnchor } from "../features/tour";
