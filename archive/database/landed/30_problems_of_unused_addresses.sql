-- Why a problem was closed that was not solved: its address is used no longer.
        alter table problems add column closed_because text;
