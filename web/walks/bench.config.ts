// What the desk is measured by, in a real browser (./dev bench).
import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        root: import.meta.dirname,
        environment: "node",
        include: ["**/*.bench.ts"],
        fileParallelism: false,
        testTimeout: 300_000,
        hookTimeout: 120_000,
    },
});
