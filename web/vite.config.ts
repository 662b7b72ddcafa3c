import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const OUT = "dist";
const COMPRESSED = /\.(m?js|css|html|svg|json)$/;

/** Beside every file of text stand its .br and .gz: the server sends what the browser takes. */
function compressed(): Plugin {
    return {
        name: "compressed",
        apply: "build",
        closeBundle() {
            for (const name of readdirSync(OUT, { recursive: true, encoding: "utf8" })) {
                if (!COMPRESSED.test(name)) continue;
                const bytes = readFileSync(join(OUT, name));
                writeFileSync(join(OUT, `${name}.br`), brotliCompressSync(bytes));
                writeFileSync(join(OUT, `${name}.gz`), gzipSync(bytes, { level: 9 }));
            }
        },
    };
}

/** What would write a <style> element at run time goes through style sheets made by script, which
 *  the Content-Security-Policy of the server allows (src/kit/styles.ts). */
function withoutStyleElements(): Plugin {
    return {
        name: "without-style-elements",
        enforce: "pre",
        async resolveId(source, importer, options) {
            if (!source.includes("dynamicCSS")) return null;
            const found = await this.resolve(source, importer, { ...options, skipSelf: true });
            return found?.id.includes("/Dom/dynamicCSS")
                ? join(import.meta.dirname, "src/kit/styles.ts")
                : null;
        },
    };
}

/** A field that grows with its text measures by a hidden copy, whose style it sets as an attribute: that
 *  the policy refuses. Set through the object it is allowed. */
function withoutStyleAttributes(): Plugin {
    const written = ".setAttribute('style', ";
    return {
        name: "without-style-attributes",
        enforce: "pre",
        transform(code, id) {
            if (!id.includes("calculateNodeHeight")) return null;
            if (!code.includes(written)) throw new Error(`${id} is not as it was: look at it`);
            return { code: code.replace(written, ".style.cssText = ("), map: null };
        },
    };
}

/** What a PDF may need to be drawn: tables of letters, fonts that every PDF may take for granted, decoders of pictures.
 *  Its engine for scripts is not among them. */
const PDF_PARTS: [folder: string, from: string, wanted: RegExp][] = [
    ["cmaps", "cmaps", /\.bcmap$/],
    ["fonts", "standard_fonts", /\.(pfb|ttf)$/],
    ["decoders", "wasm", /_nowasm_fallback\.js$/],
];
function pdfParts(): Plugin {
    return {
        name: "pdf-parts",
        apply: "build",
        generateBundle() {
            for (const [folder, from, wanted] of PDF_PARTS) {
                const place = join(import.meta.dirname, "node_modules/pdfjs-dist", from);
                const names = readdirSync(place).filter((name) => wanted.test(name));
                if (names.length === 0) throw new Error(`${place} is not as it was: look at it`);
                for (const name of names)
                    this.emitFile({
                        type: "asset",
                        fileName: `pdf/${folder}/${name}`,
                        source: readFileSync(join(place, name)),
                    });
            }
        },
    };
}

export default defineConfig({
    plugins: [withoutStyleElements(), withoutStyleAttributes(), react(), pdfParts(), compressed()],
    build: { outDir: OUT, target: "es2022", assetsInlineLimit: 0, chunkSizeWarningLimit: 1200 },
    server: { proxy: { "/api": process.env.PINGLI_SERVER ?? "http://127.0.0.1:8080" } },
    // Only what hangs takes so long, however busy the machine is.
    test: {
        environment: "jsdom",
        include: ["src/**/*.test.{ts,tsx}"],
        setupFiles: [],
        testTimeout: 60_000,
    },
});
