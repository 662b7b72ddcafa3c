// The desk in a real browser, against the real server: one walk after the other.
import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        root: import.meta.dirname,
        environment: "node",
        setupFiles: ["setup.ts"],
        include: ["**/*.walk.ts"],
        fileParallelism: false,
        testTimeout: 120_000,
        hookTimeout: 60_000,
        expect: { poll: { timeout: 10_000 } },
    },
});
