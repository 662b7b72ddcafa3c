// The desk's look, by theme. Read by the page and by scripts/theme.mjs.
const fontFamily =
    '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif';
const common = {
    fontFamily,
    borderRadius: 6,
    colorPrimary: "#1f5fbf",
    colorInfo: "#1f5fbf",
    colorError: "#c62f2f",
    colorWarning: "#a65f00",
    colorSuccess: "#237a3b",
    motion: false,
};
export const themes = {
    "desk-light": {
        token: {
            ...common,
            colorTextTertiary: "#5f6672",
            colorTextPlaceholder: "#6b7280",
            colorTextDescription: "#5f6672",
            colorPrimaryHover: "#2a6acb",
            colorWarningBg: "#fff4e0",
            colorSuccessBg: "#e8f5ec",
        },
    },
    "desk-dark": {
        token: {
            ...common,
            colorBgLayout: "#101318",
            colorTextTertiary: "#a0a7b3",
            colorTextDescription: "#a0a7b3",
            colorTextPlaceholder: "#8d94a0",
            colorBgContainer: "#181c22",
            colorBgElevated: "#20252d",
            colorPrimary: "#5b95e8",
            colorInfo: "#5b95e8",
            colorPrimaryBg: "#16243a",
            controlItemBgActive: "#16243a",
            colorLink: "#8ab6f5",
            colorError: "#ff948d",
            colorWarning: "#e0a341",
            colorSuccess: "#63b877",
        },
        components: {
            Menu: { itemSelectedColor: "#8ab6f5" },
            Button: { colorPrimary: "#2f6bc2" },
        },
    },
};
