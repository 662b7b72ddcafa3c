// Writes src/theme.gen.css: the style of every part of Ant Design that the desk uses, once, and the
// variables of the light and the dark theme. Made at build time, so that the page needs no style of
// its own at run time (Content-Security-Policy without unsafe-inline).
import { writeFileSync } from "node:fs";
import { extractStyle } from "@ant-design/static-style-extract";
import { ConfigProvider, theme } from "antd";
import { createElement } from "react";
import { themes } from "../src/theme.mjs";

const styleOf = (name, algorithm) =>
    extractStyle((node) =>
        createElement(
            ConfigProvider,
            { theme: { ...themes[name], algorithm, cssVar: { key: name }, hashed: false } },
            node,
        ),
    );

const light = styleOf("desk-light", theme.defaultAlgorithm);
const dark = styleOf("desk-dark", theme.darkAlgorithm);

// Rules whose selector begins with a theme's class hold its variables; all others are the same.
const rules = (css) =>
    css.match(/(?:@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})|(?:[^{}]+\{[^{}]*\})/g) ?? [];
const isOf = (name) => (rule) => rule.replace(/^;/, "").startsWith(`.${name}`);
const isForeign = (rule) => /^;?\.css-var-/.test(rule);
const shared = rules(light).filter((rule) => !isForeign(rule));
const darkOnly = rules(dark).filter(isOf("desk-dark"));
writeFileSync(
    new URL("../src/theme.gen.css", import.meta.url),
    [...shared, ...darkOnly].map((rule) => rule.replace(/^;/, "")).join("\n"),
);
console.log(`theme: ${shared.length} rules, ${darkOnly.length} of the dark theme`);
