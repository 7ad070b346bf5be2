export { Gallery as GalleryPage } from "./gallery/Gallery";
