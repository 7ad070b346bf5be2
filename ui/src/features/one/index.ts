export { OneToOne, type OneToOneProps, useOneToOne } from "./OneToOne";
