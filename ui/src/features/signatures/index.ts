export { SignaturesScreen } from "./SignaturesScreen";
