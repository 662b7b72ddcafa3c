import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { Problem } from "./api/problem";
import { DeskApp } from "./app";
import { isShort } from "./kit/long-list";
import { ThemeProvider } from "./shell/theme";
import "./theme.gen.css";
import "./desk.css";
import { LanguageProvider } from "./words/words";

const RETRIES = 2;

const queries = new QueryClient({
    defaultOptions: {
        queries: {
            staleTime: 10_000,
            refetchOnMount: isShort,
            refetchOnWindowFocus: isShort,
            refetchOnReconnect: isShort,
            // What the server said it says again; what did not arrive may.
            retry: (count, error) =>
                count < RETRIES && !(error instanceof Problem && error.status < 500),
        },
    },
});

const place = document.getElementById("desk");
if (place)
    createRoot(place).render(
        <StrictMode>
            <QueryClientProvider client={queries}>
                <LanguageProvider>
                    <ThemeProvider>
                        <BrowserRouter>
                            <DeskApp />
                        </BrowserRouter>
                    </ThemeProvider>
                </LanguageProvider>
            </QueryClientProvider>
        </StrictMode>,
    );
