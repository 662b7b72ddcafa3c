// A screen that fails takes nothing else with it, and says what failed.
import { Component, type ReactNode } from "react";
import { ProblemNote } from "./problem-note";

export class Fence extends Component<{ children: ReactNode }, { error: unknown }> {
    override state = { error: null };
    static getDerivedStateFromError(error: unknown) {
        return { error };
    }
    override render() {
        const { error } = this.state;
        if (!error) return this.props.children;
        return <ProblemNote error={error} onRetry={() => this.setState({ error: null })} />;
    }
}
