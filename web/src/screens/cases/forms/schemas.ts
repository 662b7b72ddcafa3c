// What each command takes, read when a form is first opened.
import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../../kit/schema-values";

export function useSchemas() {
    return useQuery({
        queryKey: ["command-schemas"],
        staleTime: Number.POSITIVE_INFINITY,
        queryFn: async (): Promise<Record<string, Schema>> =>
            (await import("../../../api/commands.gen.json")).default as Record<string, Schema>,
    });
}
