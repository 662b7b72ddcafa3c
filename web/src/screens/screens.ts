// Every screen and its address below /s/SHOP/.
import { type ComponentType, lazy } from "react";

interface Place {
    path: string;
    Screen: ComponentType;
}

export const screens: Place[] = [
    { path: "today", Screen: lazy(() => import("./today/today")) },
    { path: "reviews/:kind?/:review?", Screen: lazy(() => import("./reviews/reviews")) },
    { path: "import/:import?", Screen: lazy(() => import("./imports/imports")) },
];
